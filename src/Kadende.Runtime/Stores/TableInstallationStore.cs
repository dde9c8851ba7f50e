using System.Security.Cryptography;
using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

internal sealed class TableInstallationStore(StoreTables tables) : IInstallationStore
{
    private const string IdColumn = "Id";
    private const int IdLength = 16;
    private const string SecretColumn = "Secret";
    private const int SecretLength = 32;

    // They never change, so the first answers are good for ever.
    private volatile string? _id;
    private volatile byte[]? _secret;

    public async Task<string> ReadIdAsync(CancellationToken cancellationToken) =>
        _id ??= await ReadAsync(
            TableKeys.Installation,
            IdColumn,
            (row, column) => row.GetString(column),
            () => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", IdLength),
            cancellationToken
        );

    public async Task<byte[]> ReadSecretAsync(CancellationToken cancellationToken) =>
        _secret ??= await ReadAsync(
            TableKeys.Secret,
            SecretColumn,
            (row, column) => row.GetBinary(column),
            () => RandomNumberGenerator.GetBytes(SecretLength),
            cancellationToken
        );

    /// <summary>Reads what was made once; makes it when nobody has yet.</summary>
    private async Task<T> ReadAsync<T>(
        string key,
        string column,
        Func<TableEntity, string, T?> read,
        Func<T> make,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (await FindAsync() is { } present)
        {
            return present;
        }

        var made = make();
        var row = new TableEntity(TableKeys.Meta, key) { [column] = made };
        if (await tables.Index.InsertAsync(row, cancellationToken) is not null)
        {
            return made;
        }

        // Another host was first, or our own first try was stored and its answer lost.
        return await FindAsync()
            ?? throw new StoreUnavailableException($"The installation's {key} was there and is gone; try again.", null);

        async Task<T?> FindAsync() =>
            await tables.Index.FindAsync(TableKeys.Meta, key, cancellationToken) is { } found
                ? read(found, column)
                : null;
    }
}
