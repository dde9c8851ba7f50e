namespace Kadende.Core.Scaling;

/// <summary>A size that somebody set by hand.</summary>
/// <param name="Size">Number of nodes.</param>
/// <param name="SetAt">When; the next scheduled size after it ends it, unless it has an end of its own.</param>
/// <param name="Until">When it ends; null: with the next scheduled size, or with the next spec that is put.</param>
public sealed record HandSize(int Size, DateTimeOffset SetAt, DateTimeOffset? Until);
