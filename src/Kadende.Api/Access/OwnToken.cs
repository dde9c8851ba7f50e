namespace Kadende.Api.Access;

/// <summary>Marks a route that wants a bearer token of its own kind and judges it itself, for the API's description.</summary>
internal sealed record OwnToken;
