using Kadende.Core.Access;
using Xunit;

namespace Kadende.Core.Tests.Access;

public sealed class CallerTests
{
    private static readonly Caller Administrator = new("root", User.NoTeams, IsAdministrator: true);

    [Fact]
    public void Within_NoScope_IsTheSame() => Assert.Same(Administrator, Administrator.Within(null));

    [Fact]
    public void Within_ARole_LowersItEverywhere()
    {
        var narrow = Member(("a", Role.Admin), ("b", Role.Viewer)).Within(new TokenScope(Role.Operator, null));

        Assert.Equal((Role.Operator, Role.Viewer, null), (narrow.RoleIn("a"), narrow.RoleIn("b"), narrow.RoleIn("c")));
    }

    [Fact]
    public void Within_Teams_HidesTheOthers()
    {
        var narrow = Member(("a", Role.Admin), ("b", Role.Editor)).Within(new TokenScope(null, ["a", "c"]));

        Assert.Equal((Role.Admin, null, null), (narrow.RoleIn("a"), narrow.RoleIn("b"), narrow.RoleIn("c")));
    }

    [Theory]
    [InlineData(null, Role.Viewer, Role.Viewer)]
    [InlineData("a", Role.Viewer, null)]
    public void Within_AdministratorsToken_IsNoAdministratorsAnyMore(string? team, Role inTeam, Role? elsewhere)
    {
        var narrow = Administrator.Within(new TokenScope(Role.Viewer, team is null ? null : [team]));

        Assert.False(narrow.IsAdministrator);
        Assert.Equal((inTeam, elsewhere), (narrow.RoleIn("a"), narrow.RoleIn("b")));
        Assert.IsType<AccessDecision.Refused>(
            AccessRules.Decide(narrow, CallerAction.ManageInstallation, new AccessTarget.Installation())
        );
    }

    [Fact]
    public void Scope_And_LeavesWhatBothLeave()
    {
        var both = new TokenScope(Role.Editor, ["a", "b"]).And(new TokenScope(Role.Viewer, ["b", "c"]));

        Assert.Equal(Role.Viewer, both.Role);
        Assert.Equal(["b"], both.Teams!);
    }

    [Fact]
    public void TokenRules_Within_EndsWithTheTokenThatAsked()
    {
        var end = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var caller = Administrator with { TokenExpiresAt = end, Scope = new TokenScope(Role.Viewer, null) };

        var whole = TokenRules.Within(new TokenAsk("x", new TokenScope(null, null), null), caller);
        var shorter = TokenRules.Within(new TokenAsk("x", new TokenScope(null, null), end.AddHours(-1)), caller);

        Assert.Equal((end, Role.Viewer), (whole.ExpiresAt, whole.Scope.Role));
        Assert.Equal(end.AddHours(-1), shorter.ExpiresAt);
    }

    [Fact]
    public void TokenRules_Add_TheSameNameOrOneTooMany_IsRefused()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var most = Enumerable.Range(0, User.MostTokens).Select(index => Token($"t{index}", null)).ToList();
        var ended = most.Select(token => token with { ExpiresAt = now.AddHours(-1) }).ToList();

        Assert.Contains(
            "most",
            TokenRules.Add(most, Token("new", null), Administrator, now).Refusal,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'t1'",
            TokenRules.Add([most[1]], Token("t1", null), Administrator, now).Refusal,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["new"],
            TokenRules.Add(ended, Token("new", null), Administrator, now).Tokens!.Select(token => token.Name)
        );
    }

    [Fact]
    public void TokenRules_Add_WithANarrowToken_LeavesTheLastPlaces()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var some = Enumerable.Range(0, User.MostTokens - 10).Select(index => Token($"t{index}", null)).ToList();
        var narrow = Administrator.Within(new TokenScope(Role.Viewer, null));

        Assert.Contains(
            "last places",
            TokenRules.Add(some, Token("new", null), narrow, now).Refusal,
            StringComparison.Ordinal
        );
        Assert.Null(TokenRules.Add(some[1..], Token("new", null), narrow, now).Refusal);
        Assert.Null(TokenRules.Add(some, Token("new", null), Administrator, now).Refusal);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(Role.Viewer, null, false)]
    [InlineData(Role.Viewer, "a", false)]
    [InlineData(Role.Operator, "a", true)]
    [InlineData(Role.Admin, "a,b", true)]
    public void Scope_Covers_WhatMayDoNoMore(Role? role, string? teams, bool covers)
    {
        var scope = new TokenScope(role, teams?.Split(','));

        Assert.Equal(covers, scope.Covers(new TokenScope(Role.Operator, ["a"])));
        Assert.Equal(scope.IsWhole, scope.Covers(new TokenScope(null, null)));
        Assert.True(scope.Covers(scope));
    }

    [Fact]
    public void ClaimRules_IssuerAndSubject_StandBesideTheName()
    {
        var caller = ClaimRules.CallerOf([("iss", "https://i"), ("sub", "s1"), ("email", "ann@x")], null, [], null);

        Assert.Equal(("oidc:ann@x", new IssuedIdentity("https://i", "s1")), (caller?.Name, caller?.Issued));
    }

    [Fact]
    public void ClaimRules_OfAToken_GiveTheHighestRoleOfEachTeam()
    {
        IReadOnlyList<ClaimRule> rules =
        [
            new("groups", "g1", "a", Role.Viewer),
            new("groups", "g2", "a", Role.Editor),
            new("roles", "g1", "b", Role.Admin),
        ];

        var caller = ClaimRules.CallerOf([("sub", "s"), ("groups", "g1"), ("groups", "g2")], null, rules, null);

        Assert.Equal(("oidc:s", Role.Editor, null), (caller!.Name, caller.RoleIn("a"), caller.RoleIn("b")));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("")]
    public void ClaimRules_NameThatIsNone_IsNobody(string name) =>
        Assert.Null(ClaimRules.CallerOf([("sub", name)], null, [], null));

    private static IssuedToken Token(string name, DateTimeOffset? end) =>
        new()
        {
            Id = name,
            Name = name,
            Hash = "",
            Scope = new TokenScope(null, null),
            CreatedAt = default,
            CreatedBy = "a",
            ExpiresAt = end,
        };

    private static Caller Member(params (string Team, Role Role)[] teams) =>
        new("u", teams.ToDictionary(team => team.Team, team => team.Role, StringComparer.Ordinal), false);
}
