namespace Kadende.Core.Specs;

/// <summary>A place in plugin properties that names a secret.</summary>
/// <param name="Path">Names and indexes below the properties, joined by <c>/</c>.</param>
/// <param name="Name">As written.</param>
public sealed record SecretUse(string Path, string Name);
