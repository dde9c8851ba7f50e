using System.Security.Claims;
using Kadende.Core.Access;

namespace Kadende.Api.Access;

/// <summary>The caller, as the framework's user of a request.</summary>
internal sealed class CallerIdentity(Caller caller) : ClaimsIdentity(BearerHandler.Scheme)
{
    public Caller Caller { get; } = caller;

    public override string Name => Caller.Name;
}
