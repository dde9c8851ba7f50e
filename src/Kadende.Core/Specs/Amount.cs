namespace Kadende.Core.Specs;

/// <summary>A number of nodes, or a percentage of a group's size.</summary>
public readonly record struct Amount(int Value, bool IsPercent)
{
    public static Amount Nodes(int count) => new(count, false);

    public static Amount Percent(int percent) => new(percent, true);

    /// <summary>The number of nodes that this is of a group of <paramref name="size"/>, percentages rounded down.</summary>
    public int Of(int size) => IsPercent ? (int)((long)size * Value / 100) : Value;

    public override string ToString() => IsPercent ? $"{Value}%" : $"{Value}";
}
