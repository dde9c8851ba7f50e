using Kadende.Runtime.Passes;
using Microsoft.Extensions.Options;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>A pass's clock whose nonces come from the seed.</summary>
internal sealed class SeededClock(TimeProvider time, IOptions<PassOptions> options, Random chance)
    : PassClock(time, options)
{
    public override string NextNonce() => $"{chance.NextInt64(1L << 48):x12}";
}
