using Kadende.Core.Access;
using Kadende.Core.Webhooks;
using Kadende.Plugins.Secrets;
using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Secrets;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Sdk.Failures;
using Kadende.TestKit.Azurite;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Kadende.Runtime.Tests.Access;

public sealed class TeamRemovalTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    private IRecordStore<Team> Teams => Store.Records<Team>();

    private IRecordStore<User> Users => Store.Records<User>();

    private IRecordStore<Webhook> Webhooks => Store.Records<Webhook>();

    private TableTeamSecrets Secrets => new(Store.Records<SealedSecret>(), _keys, Clock);

    private IRecordStore<WebhookState> States => Store.Records<WebhookState>();

    private IRecordStore<WebhookCursor> Cursors => Store.Records<WebhookCursor>();

    private TeamRemoval Removal => RemovalWith(Secrets);

    private TeamRemoval RemovalWith(ITeamSecrets secrets) =>
        new(
            Teams,
            Users,
            new TeamBelongings(Webhooks, States, Cursors, secrets),
            new QuotaUsage(Store.Clusters, Store.Records<TeamUsage>()),
            Clock
        );

    [Fact]
    public async Task Run_DeletedTeam_WaitsThenTakesAllThatBelongedToItToo()
    {
        await FillAsync();

        await Removal.RunAsync(Token);
        var early = await Teams.FindAsync(RecordKey.Of("blue"), Token);
        var secretsEarly = await Secrets.ListAsync("blue", Token);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await Removal.RunAsync(Token);
        await Removal.RunAsync(Token);

        Assert.NotNull(early);
        Assert.Single(secretsEarly);
        Assert.Null(await Teams.FindAsync(RecordKey.Of("blue"), Token));
        Assert.Empty((await Users.FindAsync(RecordKey.Of("ann"), Token))!.Value.Teams);
        Assert.Empty(await Webhooks.ListAsync("blue", Token));
        Assert.Empty(await States.ListAsync("blue", Token));
        Assert.Empty(await Cursors.ListAsync("w1", Token));
        Assert.Empty(await Secrets.ListAsync("blue", Token));
        Assert.Equal("another's", await Secrets.FindAsync("bluer", "db", Token));
    }

    [Fact]
    public async Task Run_SecretsCannotBeAskedFor_IsAsIfTheStoreWereAwayAndTheTeamStays()
    {
        await FillAsync();
        var doomed = await OpenDoomedAsync();
        doomed.Faults.FailAfter(0);
        var away = new TableTeamSecrets(doomed.Records<SealedSecret>(), _keys, Clock);
        var belongings = new TeamBelongings(Webhooks, States, Cursors, away);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => belongings.RemoveAsync("blue", Token));

        Assert.NotNull(await Teams.FindAsync(RecordKey.Of("blue"), Token));
        Assert.Single(await Secrets.ListAsync("blue", Token));
    }

    [Fact]
    public async Task Run_OneTeamCannotBeRemoved_TheOthersAreAllTheSame()
    {
        await FillAsync();
        var other = new Team
        {
            Name = "red",
            DeletingSince = Clock.GetUtcNow(),
            CreatedAt = Clock.GetUtcNow(),
            CreatedBy = "root",
        };
        await Teams.SaveAsync(RecordKey.Of("red"), other, null, Token);
        Clock.Advance(TimeSpan.FromMinutes(5));

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            RemovalWith(new SecretsAwayFor("blue", Secrets)).RunAsync(Token)
        );

        Assert.NotNull(await Teams.FindAsync(RecordKey.Of("blue"), Token));
        Assert.Null(await Teams.FindAsync(RecordKey.Of("red"), Token));
    }

    /// <summary>The secrets of one team cannot be asked for.</summary>
    private sealed class SecretsAwayFor(string away, ITeamSecrets inner) : ITeamSecrets
    {
        public string? FaultOf(string team, string name) => inner.FaultOf(team, name);

        public Task<IReadOnlyList<TeamSecret>> ListAsync(string team, CancellationToken cancellationToken) =>
            team == away
                ? throw new ProviderUnavailableException("The vault is away.")
                : inner.ListAsync(team, cancellationToken);

        public Task<string?> FindAsync(string team, string name, CancellationToken cancellationToken) =>
            inner.FindAsync(team, name, cancellationToken);

        public Task<TeamSecret> PutAsync(
            string team,
            string name,
            string value,
            string by,
            CancellationToken cancellationToken
        ) => inner.PutAsync(team, name, value, by, cancellationToken);

        public Task<bool> RemoveAsync(string team, string name, CancellationToken cancellationToken) =>
            inner.RemoveAsync(team, name, cancellationToken);
    }

    /// <summary>A team that is being deleted, with a member, a webhook and a secret.</summary>
    private async Task FillAsync()
    {
        var user = new User
        {
            Name = "ann",
            Teams = new Dictionary<string, Role>(StringComparer.Ordinal) { ["blue"] = Role.Editor },
            CreatedAt = Clock.GetUtcNow(),
            CreatedBy = "root",
        };
        await Users.SaveAsync(RecordKey.Of("ann"), user, null, Token);
        var team = new Team
        {
            Name = "blue",
            DeletingSince = Clock.GetUtcNow(),
            CreatedAt = Clock.GetUtcNow(),
            CreatedBy = "root",
        };
        await Teams.SaveAsync(RecordKey.Of("blue"), team, null, Token);
        await Webhooks.SaveAsync(new RecordKey("blue", "w1"), Hook(), null, Token);
        await States.SaveAsync(new RecordKey("blue", "w1"), new WebhookState(), null, Token);
        var cursor = new WebhookCursor("w1", "c1", "shop", new LogProgress { Settled = Clock.GetUtcNow() });
        await Cursors.SaveAsync(new RecordKey("w1", "c1"), cursor, null, Token);
        await Secrets.PutAsync("blue", "db", "planted", "ann", Token);
        await Secrets.PutAsync("bluer", "db", "another's", "ben", Token);
    }

    private Webhook Hook() =>
        new()
        {
            Id = "w1",
            Team = "blue",
            Url = "https://hooks.example.org/",
            SealedSecret = "",
            CreatedAt = Clock.GetUtcNow(),
            CreatedBy = "root",
            Since = Clock.GetUtcNow(),
            FreshFrom = Clock.GetUtcNow(),
        };
}
