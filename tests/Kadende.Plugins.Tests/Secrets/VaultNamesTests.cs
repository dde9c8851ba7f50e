using CsCheck;
using Kadende.Plugins.Secrets;

namespace Kadende.Plugins.Tests.Secrets;

public sealed class VaultNamesTests
{
    private static readonly Gen<string> Names = Gen.Select(
        Gen.Char["abzABZ09"],
        Gen.String[Gen.Char["abzABZ09cdum.-_-"], 0, 12],
        (first, rest) => first + rest
    );

    [Theory]
    [InlineData("blue", "db-password", "blue--db-password")]
    [InlineData("team-a", "x", "team-a--x")]
    [InlineData("blue", "Db", "blue-----cdb")]
    [InlineData("a.b", "c_d", "a---db--c---ud")]
    [InlineData("a-", "b--c", "a---m--b---m-c")]
    public void Of_TeamAndName_IsANameThatAVaultTakes(string team, string name, string expected)
    {
        Assert.Equal(expected, VaultNames.Of(team, name));
        Assert.Equal((team, name), VaultNames.Read(expected));
    }

    [Theory]
    [InlineData("db")]
    [InlineData("admin-token")]
    [InlineData("a--b--c")]
    [InlineData("a--B")]
    [InlineData("a---x--b")]
    [InlineData("a----b")]
    [InlineData("a--b-")]
    [InlineData("--b")]
    [InlineData("a---")]
    [InlineData("")]
    public void Read_NameOfAnother_IsNone(string vaultName) => Assert.Null(VaultNames.Read(vaultName));

    /// <summary>Whatever teams and secrets are called, however a vault cases it: no two of them are one secret.</summary>
    [Fact]
    public void Of_AnyNames_IsReadBackAsTheSame() =>
        Gen.Select(Names, Names)
            .Sample(
                (team, name) =>
                {
                    var vaultName = VaultNames.Of(team, name);
                    Assert.Matches("^[a-z0-9-]+$", vaultName);
                    Assert.True(VaultNames.IsOfATeam(vaultName));
                    Assert.Equal((team, name), VaultNames.Read(vaultName));
                }
            );
}
