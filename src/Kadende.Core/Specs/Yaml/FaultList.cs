namespace Kadende.Core.Specs.Yaml;

/// <summary>Gathers the faults of one text.</summary>
internal sealed class FaultList
{
    /// <summary>A text that is wrong from end to end must not make an answer many times its size.</summary>
    public const int Limit = 500;

    private readonly List<Fault> _faults = [];

    /// <summary>How many were found, also beyond the limit.</summary>
    public int Count { get; private set; }

    public void Add(Spot spot, string message) => Add(spot.Path, spot.Node.Place, message);

    public void Add(PathLink? path, Place place, string message)
    {
        if (Count < Limit)
        {
            Add(new Fault(PathLink.TextOf(path), place.Line, place.Column, message));
        }
        else
        {
            Count++;
        }
    }

    public void Add(Fault fault)
    {
        _faults.Add(fault);
        Count++;
    }

    /// <summary>Whether a value at this path or below it has a fault.</summary>
    public bool IsTouched(string path) =>
        _faults.Exists(fault =>
            fault.Path.StartsWith(path, StringComparison.Ordinal)
            && (fault.Path.Length == path.Length || fault.Path[path.Length] == '/')
        );

    /// <summary>The faults in the order of the text.</summary>
    public IReadOnlyList<Fault> InOrder()
    {
        List<Fault> ordered = [.. _faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
        if (Count > Limit)
        {
            ordered.Add(new Fault("", 0, 0, $"There are {Count - Limit} more faults; correct these first."));
        }

        return ordered;
    }
}
