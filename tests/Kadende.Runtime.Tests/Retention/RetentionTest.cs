using Kadende.Core.Audit;
using Kadende.Runtime.Retention;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Tests.Retention;

/// <summary>Rounds of cleaning on a real Azurite, each as a process of its own makes it.</summary>
public abstract class RetentionTest(AzuriteFixture azurite) : StoreTest(azurite)
{
    protected static RetentionOptions Usual { get; } = new();

    private protected Task<RetentionReport> RunAsync() => RunAsync(Usual);

    /// <summary>A round of a process of its own.</summary>
    private protected Task<RetentionReport> RunAsync(RetentionOptions options, AzuriteStore? host = null)
    {
        var store = host ?? Store;
        var bound = Options.Create(options);
        var sweeps = new Sweeps(TablesOf(store), store.Clusters, store.Due, bound, Clock);
        var place = new RetentionPlace(TablesOf(store));
        return new RetentionRound(sweeps, place, bound, NullLogger<RetentionRound>.Instance).RunAsync(Token);
    }

    private static StoreTables TablesOf(AzuriteStore store) => store.Services.GetRequiredService<StoreTables>();

    private protected Task<StoredAudit> AuditAsync(string? team, string id) =>
        Store.Audit.AddAsync(
            new AuditRecord
            {
                RequestId = id,
                Source = new AuditSource(null, "none"),
                Team = team,
                Method = "PUT",
                Route = "",
                Path = "",
            },
            Token
        );

    private protected async Task<IEnumerable<string>> AuditedAsync() =>
        (await Store.Audit.ReadAsync(new AuditQuery { Size = 1000 }, Token)).Items.Select(one => one.Record.RequestId);

    private protected Task<IReadOnlyList<string>> GoneAsync() =>
        new GoneClusters(TablesOf(Store).Index, Clock).ListAsync(DateTimeOffset.MaxValue, Token);
}
