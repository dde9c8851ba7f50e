namespace Kadende.Api.Documents;

/// <summary>A parameter that a route reads by itself.</summary>
internal sealed record ParameterDoc(string Name, bool InHeader, string Description);
