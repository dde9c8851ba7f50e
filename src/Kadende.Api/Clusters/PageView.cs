using Kadende.Runtime.Stores;

namespace Kadende.Api.Clusters;

/// <summary>Some of many.</summary>
/// <param name="Items">May be fewer than were asked for.</param>
/// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
internal sealed record PageView<T>(IReadOnlyList<T> Items, string? Next)
{
    public static PageView<T> Of(Page<T> page) => new(page.Items, page.Cursor);
}
