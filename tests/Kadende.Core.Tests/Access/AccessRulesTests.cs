using Kadende.Core.Access;
using Xunit;

namespace Kadende.Core.Tests.Access;

public sealed class AccessRulesTests
{
    [Theory]
    [InlineData(Role.Viewer, CallerAction.Read, true)]
    [InlineData(Role.Viewer, CallerAction.SetSize, false)]
    [InlineData(Role.Viewer, CallerAction.Edit, false)]
    [InlineData(Role.Operator, CallerAction.SetSize, true)]
    [InlineData(Role.Viewer, CallerAction.Operate, false)]
    [InlineData(Role.Operator, CallerAction.Operate, true)]
    [InlineData(Role.Operator, CallerAction.Edit, false)]
    [InlineData(Role.Editor, CallerAction.SetSize, true)]
    [InlineData(Role.Editor, CallerAction.Edit, true)]
    [InlineData(Role.Admin, CallerAction.Edit, true)]
    public void Decide_OwnTeam_GoesByTheRole(Role role, CallerAction action, bool allowed)
    {
        var decision = AccessRules.Decide(In(("foo", role)), action, new AccessTarget.Team("foo"));

        Assert.Equal(allowed, decision is AccessDecision.Allowed);
        Assert.IsNotType<AccessDecision.Hidden>(decision);
    }

    [Fact]
    public void Decide_ForeignTeam_IsHidden() =>
        Assert.IsType<AccessDecision.Hidden>(
            AccessRules.Decide(In(("foo", Role.Admin)), CallerAction.Read, new AccessTarget.Team("bar"))
        );

    [Theory]
    [InlineData(CallerAction.Read)]
    [InlineData(CallerAction.Edit)]
    public void Decide_Administrator_MayDoAllEverywhere(CallerAction action) =>
        Assert.IsType<AccessDecision.Allowed>(
            AccessRules.Decide(Administrator(), action, new AccessTarget.Team("any"))
        );

    [Fact]
    public void Choose_NoneNamed_IsTheOnlyTeamTheDefaultOrAQuestion()
    {
        Assert.Equal(new TeamChoice.Chosen("foo"), AccessRules.Choose(In(("foo", Role.Viewer)), null));
        Assert.Equal(new TeamChoice.Chosen("default"), AccessRules.Choose(Administrator(), null));
        Assert.IsType<TeamChoice.NoTeam>(AccessRules.Choose(In(), null));
        var ambiguous = AccessRules.Choose(In(("foo", Role.Viewer), ("bar", Role.Viewer)), null);
        Assert.Equal(["bar", "foo"], Assert.IsType<TeamChoice.Ambiguous>(ambiguous).Teams);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a,b")]
    public void Choose_NamedByWhatIsNoName_IsToldSo(string team) =>
        Assert.IsType<TeamChoice.NotAName>(AccessRules.Choose(Administrator(), team));

    private static Caller In(params (string Team, Role Role)[] teams) =>
        new("u", teams.ToDictionary(team => team.Team, team => team.Role), IsAdministrator: false);

    private static Caller Administrator() => new("a", new Dictionary<string, Role>(), IsAdministrator: true);
}
