using Kadende.Core.Access;
using Kadende.Core.Audit;
using Kadende.Core.Clusters;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Xunit;

namespace Kadende.Core.Tests.Audit;

public sealed class AuditRulesTests
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly AuditRecord Pending = new()
    {
        RequestId = "1",
        Source = new AuditSource("127.0.0.1", "none"),
        Method = "PUT",
        Route = "/api/clusters/{cluster}",
        Path = "/api/clusters/web",
        About = new Dictionary<string, string>(StringComparer.Ordinal) { ["cluster"] = "web" },
    };

    [Theory]
    [InlineData("blue", "blue")]
    [InlineData("red", null)]
    [InlineData("no name!", null)]
    [InlineData(null, "blue")]
    public void TeamOfRefused_Member_IsTheOwnTeamOnly(string? asked, string? expected) =>
        Assert.Equal(expected, AuditRules.TeamOfRefused(Member(), asked));

    [Fact]
    public void TeamOfRefused_Administrator_IsTheInstallation() =>
        Assert.Null(AuditRules.TeamOfRefused(Member() with { IsAdministrator = true, Teams = User.NoTeams }, "blue"));

    [Theory]
    [InlineData(200, AuditOutcome.Done)]
    [InlineData(202, AuditOutcome.Done)]
    [InlineData(400, AuditOutcome.Refused)]
    [InlineData(412, AuditOutcome.Refused)]
    [InlineData(499, AuditOutcome.Unknown)]
    [InlineData(503, AuditOutcome.Unknown)]
    public void OutcomeOf_Status_IsWhatBecameOfIt(int status, AuditOutcome expected) =>
        Assert.Equal(expected, AuditRules.OutcomeOf(status));

    [Fact]
    public void OutcomeAt_NoOutcomeForLong_IsUnknown()
    {
        Assert.Equal(AuditOutcome.Pending, Pending.OutcomeAt(Begun, Begun + TimeSpan.FromMinutes(14)));
        Assert.Equal(AuditOutcome.Unknown, Pending.OutcomeAt(Begun, Begun + AuditRecord.LongestRequest));
    }

    [Fact]
    public void OutcomeAt_WithOutcome_StaysForEver() =>
        Assert.Equal(
            AuditOutcome.Done,
            (Pending with { Outcome = AuditOutcome.Done }).OutcomeAt(Begun, Begun + TimeSpan.FromDays(300))
        );

    [Fact]
    public void Fit_TextWithTheToken_HidesItAndIsShort()
    {
        var fit = AuditRules.Fit($"no 'abc-token' here {new string('x', 5000)}", "abc-token");

        Assert.StartsWith("no '***' here", fit, StringComparison.Ordinal);
        Assert.Equal(AuditRules.LongestText, fit.Length);
    }

    [Theory]
    [InlineData("ann", "ann", "user-token")]
    [InlineData("oidc:ann", "oidc:ann", "user-token")]
    [InlineData("team:blue/ci", null, "team-token")]
    [InlineData("admin", null, "settings-token")]
    public void SignInOf_Caller_IsHowTheTokenCameAbout(string name, string? user, string expected) =>
        Assert.Equal(expected, AuditRules.SignInOf(Member() with { Name = name, User = user }));

    [Fact]
    public void SignInOf_CallerOfAnIssuer_IsOidc() =>
        Assert.Equal("oidc", AuditRules.SignInOf(Member() with { Issued = new IssuedIdentity("i", "s") }));

    [Theory]
    [InlineData("/api/tokens/kdn~u~ann~0123456789~abc_-DEF", "/api/tokens/kdn~***")]
    [InlineData("/api/tokens/KDN%7Et%7Eblue%7E01%7Eabc", "/api/tokens/KDN%7E***")]
    [InlineData("There is no node 'knh_abc.def-1' here.", "There is no node 'knh_***' here.")]
    [InlineData("whsec_a/b+c= and kdn~x", "whsec_*** and kdn~***")]
    [InlineData("/api/clusters/kdn", "/api/clusters/kdn")]
    public void Fit_TextWithATokenOfAnybodys_HidesIt(string text, string expected) =>
        Assert.Equal(expected, AuditRules.Fit(text, token: null));

    [Fact]
    public void IsAbout_NameOfTheRequestOrIdOfTheChange_AreTheCluster()
    {
        var record = Pending with { Change = new AuditChange("id-1", "shop", 1, 2, "") };

        Assert.True(record.IsAbout("web"));
        Assert.True(record.IsAbout("id-1"));
        Assert.True(record.IsAbout("shop"));
        Assert.False(record.IsAbout("we"));
    }

    [Fact]
    public void Change_SizeSetByHand_IsTheDifference()
    {
        var before = Cluster(1, SpecSource.Of("name: web\n"));
        var after = Cluster(
            2,
            before.Source with
            {
                Sizes = new Dictionary<GroupPath, HandSize> { [GroupPath.Parse("front")] = new(5, Begun, null) },
            }
        );

        var change = AuditChange.Of(before, after);

        Assert.Equal((1, 2), (change.From, change.To));
        Assert.Equal("@@ -1,1 +1,2 @@\n name: web\n+# size of front set by hand: 5\n", change.Diff);
    }

    [Fact]
    public void Change_SameGeneration_HasNoDifference() =>
        Assert.Null(AuditChange.Of(Cluster(1, SpecSource.Of("a")), Cluster(1, SpecSource.Of("a"))).Diff);

    private static Caller Member() =>
        new("ann", new Dictionary<string, Role>(StringComparer.Ordinal) { ["blue"] = Role.Viewer }, false);

    private static Cluster Cluster(long generation, SpecSource source) =>
        new()
        {
            Id = "c1",
            Team = "blue",
            Name = "web",
            Generation = generation,
            Source = source,
            CreatedAt = Begun,
            ChangedAt = Begun,
        };
}
