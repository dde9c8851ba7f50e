namespace Kadende.Core.Specs.Language;

/// <summary>One plugin of a group as the user wrote it.</summary>
/// <param name="Properties">Its own properties when it is one of several; null: the group's.</param>
internal sealed record ResourceEntry(PluginRef Plugin, int Weight, PluginProperties? Properties, SpecMark Mark);
