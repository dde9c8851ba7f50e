namespace Kadende.Core.Specs.Language;

/// <summary>What a group has from those around it, the outermost first.</summary>
internal sealed record Surroundings(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<FlavourSpec> Flavours);
