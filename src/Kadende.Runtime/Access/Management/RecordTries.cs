using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Access.Management;

/// <summary>Changes a record, anew for each race that is lost.</summary>
internal static class RecordTries
{
    private const int Attempts = 8;

    /// <param name="missing">What to say when there is no such record.</param>
    /// <param name="decide">
    /// From the record as it stands; <see cref="ManageOutcome{T}.Done"/> and <see cref="ManageOutcome{T}.Created"/> hold what to store.
    /// </param>
    public static async Task<ManageOutcome<T>> ChangeAsync<T>(
        this IRecordStore<T> store,
        string name,
        string missing,
        Func<T, ManageOutcome<T>> decide,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var key = RecordKey.Of(name);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await store.FindAsync(key, cancellationToken);
            if (before is null)
            {
                return new ManageOutcome<T>.NotFound(missing);
            }

            var outcome = decide(before.Value);
            var after = outcome switch
            {
                ManageOutcome<T>.Done done => done.Seen,
                ManageOutcome<T>.Created created => created.Seen,
                _ => null,
            };
            if (
                after is null
                || ReferenceEquals(after, before.Value)
                || await store.SaveAsync(key, after, before.ETag, cancellationToken) is not null
            )
            {
                return outcome;
            }
        }

        return new ManageOutcome<T>.Contended();
    }
}
