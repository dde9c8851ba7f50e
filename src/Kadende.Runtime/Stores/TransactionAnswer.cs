namespace Kadende.Runtime.Stores;

/// <summary>How a transaction ended.</summary>
/// <param name="ETags">The new ETag of each row, empty for a row that was removed; no element when nothing was written.</param>
/// <param name="LostAt">The first row that was not as its writer believed; null when everything was written.</param>
internal readonly record struct TransactionAnswer(IReadOnlyList<string> ETags, int? LostAt)
{
    public bool Won => LostAt is null;
}
