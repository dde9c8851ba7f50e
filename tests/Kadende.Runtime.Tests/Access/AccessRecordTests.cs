using Kadende.Core.Access;
using Kadende.Runtime.Access;
using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Access;

/// <summary>Tokens, teams and quotas as time goes on.</summary>
public sealed class AccessRecordTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly Caller Root = new("root", User.NoTeams, IsAdministrator: true);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private AzuriteStore? _store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AzuriteStore Store => _store ?? throw new InvalidOperationException("Not started.");

    private IRecordStore<User> Users => Store.Records<User>();

    private IRecordStore<Team> Teams => Store.Records<Team>();

    private TokenLookup Lookup => new(Store.Tokens, Users, Teams, _time);

    public async ValueTask InitializeAsync()
    {
        _store = AzuriteStore.Open(await azurite.ServerAsync(), AzuriteFixture.NewPrefix(), _time);
        var user = new User
        {
            Name = "ann",
            Teams = new Dictionary<string, Role>(StringComparer.Ordinal) { ["blue"] = Role.Editor },
            CreatedAt = _time.GetUtcNow(),
            CreatedBy = "root",
        };
        await Users.SaveAsync(RecordKey.Of("ann"), user, null, Token);
        var team = new Team
        {
            Name = "blue",
            Quotas = new TeamQuotas { CreatesPerHour = 10 },
            CreatedAt = _time.GetUtcNow(),
            CreatedBy = "root",
        };
        await Teams.SaveAsync(RecordKey.Of("blue"), team, null, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Token_AfterItsEnd_IsNobodys()
    {
        var text = await IssueAsync(_time.GetUtcNow().AddHours(1));

        var before = await Lookup.FindAsync(text, Token);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("ann", before?.Name);
        Assert.Null(await Lookup.FindAsync(text, Token));
    }

    [Fact]
    public async Task Token_UsedOften_IsNotedNowAndThen()
    {
        var text = await IssueAsync(end: null);
        await Lookup.FindAsync(text, Token);
        var first = await Users.FindAsync(RecordKey.Of("ann"), Token);

        await Lookup.FindAsync(text, Token);
        var second = await Users.FindAsync(RecordKey.Of("ann"), Token);
        _time.Advance(IssuedToken.UseNoted);
        await Lookup.FindAsync(text, Token);
        var third = await Users.FindAsync(RecordKey.Of("ann"), Token);

        Assert.Equal(first!.ETag, second!.ETag);
        Assert.Equal(_time.GetUtcNow(), third!.Value.Tokens.Single().LastUsedAt);
    }

    [Fact]
    public async Task Creates_OfManyAtOnce_NeverPassTheQuotaOfTheHour()
    {
        var budgets = new CreateBudgets(
            Teams,
            Store.Records<CreateBudget>(),
            Options.Create(new QuotaOptions()),
            _time
        );

        var grants = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => budgets.TakeAsync("blue", 3, Token)));
        _time.Advance(TimeSpan.FromMinutes(30));
        var later = await budgets.TakeAsync("blue", 20, Token);

        Assert.Equal(10, grants.Sum(grant => grant.Count));
        Assert.Equal((5, 10), (later.Count, later.PerHour));
        Assert.Equal(99, (await budgets.TakeAsync("unbounded", 99, Token)).Count);
    }

    private async Task<string> IssueAsync(DateTimeOffset? end)
    {
        var requests = new TokenRequests(Users, Teams, _time);
        var ask = new TokenAsk("ci", new TokenScope(null, null), end);
        var made = await requests.IssueToUserAsync(Root, "ann", ask, Token);
        return Assert.IsType<ManageOutcome<NewTokenView>.Created>(made).Seen.Token;
    }
}
