using System.Security.Cryptography;
using Kadende.Core.Planning;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Passes;

/// <summary>What a look brings along besides what it reads: the time, a nonce, and the operator's bounds.</summary>
public class PassClock(TimeProvider time, IOptions<PassOptions> options)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public PlanLimits Limits { get; } = options.Value.ToLimits();

    /// <summary>12 lower-case hexadecimal digits that no other look has.</summary>
    public virtual string NextNonce() => RandomNumberGenerator.GetHexString(12, lowercase: true);
}
