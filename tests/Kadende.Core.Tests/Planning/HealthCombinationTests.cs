using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk.Health;
using Xunit;

namespace Kadende.Core.Tests.Planning;

public sealed class HealthCombinationTests
{
    private static readonly HealthReading Well = new HealthReading.Healthy();

    [Fact]
    public void Combine_AnyCheckIsBad_NamesOnlyThoseThatSaidSo()
    {
        var look = HealthCombination.Combine(
            CheckCombination.Any,
            [("http", Bad("503")), ("tcp", Well), ("command", Unknown("no shell"))]
        );

        Assert.Equal(new HealthLook.Bad("503", "http"), look);
    }

    [Fact]
    public void Combine_SeveralChecksAreBad_NamesEachTypeOnce()
    {
        var look = HealthCombination.Combine(
            CheckCombination.All,
            [("http", Bad("503")), ("http", Bad("500")), ("tcp", Bad("refused"))]
        );

        Assert.Equal(new HealthLook.Bad("503; 500; refused", "http, tcp"), look);
    }

    [Fact]
    public void Combine_AllWantedAndOneUnknown_IsUnclear()
    {
        var look = HealthCombination.Combine(
            CheckCombination.All,
            [("http", Bad("503")), ("command", Unknown("no shell"))]
        );

        Assert.Equal(new HealthLook.Unclear("no shell", "command"), look);
    }

    [Fact]
    public void Combine_AllWantedAndOneWell_IsGood() =>
        Assert.IsType<HealthLook.Good>(
            HealthCombination.Combine(CheckCombination.All, [("http", Bad("503")), ("tcp", Well)])
        );

    private static HealthReading.Unhealthy Bad(string reason) => new(reason);

    private static HealthReading.Unknown Unknown(string reason) => new(reason);
}
