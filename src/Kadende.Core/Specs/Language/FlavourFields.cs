namespace Kadende.Core.Specs.Language;

/// <summary>The list <c>flavours</c>.</summary>
internal static class FlavourFields
{
    public const int MaxFlavours = 20;

    public static readonly ListKind<FlavourSpec> Kind = new(new FlavourKind(), 0, MaxFlavours);
}
