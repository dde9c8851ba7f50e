namespace Kadende.Core.Specs.Yaml;

/// <summary>A path as a chain, so that its text is made only for what needs it.</summary>
internal sealed record PathLink(PathLink? Parent, string Name)
{
    public override string ToString() => Parent is null ? Name : $"{Parent}/{Name}";

    public static string TextOf(PathLink? path) => path?.ToString() ?? "";
}
