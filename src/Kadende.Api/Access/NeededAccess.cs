using Kadende.Core.Access;

namespace Kadende.Api.Access;

/// <summary>What the callers of a route must be allowed to do, and on what; the API's description tells it too.</summary>
internal sealed record NeededAccess(CallerAction Action, AccessPlace Place);
