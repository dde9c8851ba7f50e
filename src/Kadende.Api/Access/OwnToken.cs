namespace Kadende.Api.Access;

/// <summary>Marks a route that wants a bearer token of its own kind and judges it itself: machines call it, not people.</summary>
internal sealed record OwnToken;
