using Kadende.Runtime.Stores;

namespace Kadende.Api.Clusters;

/// <summary>A line of a node's log as users see it.</summary>
/// <param name="Id">Where the line stands; <c>after</c> takes it.</param>
/// <param name="Source">The flavour that wrote it, or <c>console</c>.</param>
internal sealed record NodeLogView(string Id, DateTimeOffset At, string Source, string Text)
{
    public static NodeLogView Of(StoredLogLine line) => new(line.Id, line.Line.At, line.Line.Source, line.Line.Text);
}
