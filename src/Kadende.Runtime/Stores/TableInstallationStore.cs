using System.Security.Cryptography;
using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

internal sealed class TableInstallationStore(StoreTables tables) : IInstallationStore
{
    private const string IdColumn = "Id";
    private const int IdLength = 16;

    // It never changes, so the first answer is good for ever.
    private volatile string? _id;

    public async Task<string> ReadIdAsync(CancellationToken cancellationToken) =>
        _id ??= await FindAsync(cancellationToken) ?? await MakeAsync(cancellationToken);

    private async Task<string> MakeAsync(CancellationToken cancellationToken)
    {
        var id = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", IdLength);
        var row = new TableEntity(TableKeys.Meta, TableKeys.Installation) { [IdColumn] = id };
        if (await tables.Index.InsertAsync(row, cancellationToken) is not null)
        {
            return id;
        }

        // Another host was first, or our own first try was stored and its answer lost.
        return await FindAsync(cancellationToken)
            ?? throw new StoreUnavailableException("The installation's id was there and is gone; try again.", null);
    }

    private async Task<string?> FindAsync(CancellationToken cancellationToken) =>
        (await tables.Index.FindAsync(TableKeys.Meta, TableKeys.Installation, cancellationToken))?.GetString(IdColumn);
}
