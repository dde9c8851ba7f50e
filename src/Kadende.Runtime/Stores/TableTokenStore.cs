using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

internal sealed class TableTokenStore(StoreTables tables) : ITokenStore
{
    private const string SourceColumn = "Source";
    private const int Tries = 20;

    private readonly JoinedReads<TokenOwner?> _reads = new(async hash =>
        await tables.Index.FindAsync(TableKeys.Tokens, TableKeys.Token(hash), CancellationToken.None) is { } row
            ? RowBody.Read(row, TokenJson.Default.TokenOwner)
            : null
    );

    public Task<TokenOwner?> FindAsync(string hash, CancellationToken cancellationToken) =>
        _reads.ReadAsync(hash, cancellationToken);

    public async Task PutAsync(string hash, TokenOwner owner, CancellationToken cancellationToken)
    {
        var row = RowBody.Plain(TableKeys.Tokens, TableKeys.Token(hash), owner, TokenJson.Default.TokenOwner);
        row[SourceColumn] = owner.Source;
        for (var left = Tries; left > 0; left--)
        {
            var written = await tables.Index.FindAsync(TableKeys.Tokens, hash, cancellationToken) is { } before
                ? await tables.Index.ReplaceAsync(row, before.ETag.ToString(), cancellationToken)
                : await tables.Index.InsertAsync(row, cancellationToken);
            if (written is not null)
            {
                return;
            }
        }

        throw new StoreUnavailableException("A token's row is fought over; try again.", null);
    }

    public async Task KeepOnlyAsync(string source, IReadOnlySet<string> hashes, CancellationToken cancellationToken)
    {
        var rows = await tables.Index.QueryAsync(TableKeys.Tokens, TableKeys.All, keysOnly: false, cancellationToken);
        foreach (var row in rows.Where(row => row.GetString(SourceColumn) == source && !hashes.Contains(row.RowKey)))
        {
            await RemoveAsync(row, source, cancellationToken);
        }
    }

    /// <summary>A token that changed since it was read is looked at again: it goes unless it belongs to another source now.</summary>
    private async Task RemoveAsync(TableEntity row, string source, CancellationToken cancellationToken)
    {
        var current = row;
        while (
            current?.GetString(SourceColumn) == source
            && !await tables.Index.DeleteAsync(TableKeys.Tokens, row.RowKey, current.ETag.ToString(), cancellationToken)
        )
        {
            current = await tables.Index.FindAsync(TableKeys.Tokens, row.RowKey, cancellationToken);
        }
    }
}
