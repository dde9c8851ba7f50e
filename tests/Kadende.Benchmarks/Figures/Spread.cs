namespace Kadende.Benchmarks.Figures;

/// <summary>The figures of several runs, told by the least, the middle and the greatest.</summary>
internal sealed class Spread
{
    private readonly List<double> _figures = [];

    public double Min => _figures.Min();

    public double Max => _figures.Max();

    public double Median
    {
        get
        {
            var sorted = _figures.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    public int Count => _figures.Count;

    public void Add(double figure) => _figures.Add(figure);

    public void Add(TimeSpan time) => Add(time.TotalSeconds);
}
