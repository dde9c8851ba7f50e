using Kadende.Core.Access;

namespace Kadende.Api.Access;

/// <summary>Marks a route that works in a team, for the API's description.</summary>
internal sealed record NeededAccess(CallerAction Action);
