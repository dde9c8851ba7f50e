using Amazon.EC2.Model;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Moto;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>Launches.</summary>
public sealed class AwsCreateTests(MotoFixture moto) : AwsTest(moto)
{
    [Fact]
    public async Task Create_Many_IsOneLaunchAndNothingElse()
    {
        var created = await Bench.CreateAsync(Bench.Requests(40));

        Assert.Single(Launches);
        Assert.DoesNotContain(Aws.Front.Calls, call => call.Action == "CreateTags");
        Assert.Equal(
            created.Select(machine => (machine.Id, machine.Labels[LabelNames.Node])).Order(),
            (await Bench.ListAsync()).Select(machine => (machine.Id, machine.Labels[LabelNames.Node])).Order()
        );
    }

    [Fact]
    public async Task Create_AnswerLost_MachinesAreListedByTheirNodesAndTheRepeatMakesNoOthers()
    {
        var requests = Bench.Requests(10);
        // The client repeats by itself what got no answer.
        Aws.Front.LostAnswers = 1;

        await Bench.CreateAsync(requests);
        Bench.Reopen();
        await Bench.CreateAsync([.. requests.Reverse()]);

        Assert.Equal(
            requests.Select(request => request.Token).Order(StringComparer.Ordinal),
            (await Bench.ListAsync()).Select(machine => machine.Labels[LabelNames.Node]).Order(StringComparer.Ordinal)
        );
        Assert.Equal(3, Launches.Count());
    }

    [Fact]
    public async Task Create_RepeatedWithAnotherBootScript_GivesTheFirstMachine()
    {
        var request = Bench.Request(init: "#!/bin/sh\necho one\n");

        var first = await Bench.CreateAsync(request);
        var second = await Bench.CreateAsync(request with { Init = "#!/bin/sh\necho two\n" });

        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task Create_RoomForSome_MakesThoseAndSaysNoCapacityForTheRest()
    {
        Aws.Front.Room = 3;

        var results = await Bench.Provider.CreateAsync(Bench.Requests(5), Cancel);

        Assert.Equal(3, results.OfType<CreateResult.Created>().Count());
        Assert.All(results.OfType<CreateResult.Failed>(), result => Assert.IsType<NoCapacityException>(result.Failure));
        Assert.Equal(
            results.OfType<CreateResult.Created>().Select(result => result.Instance.Labels[LabelNames.Node]).Order(),
            (await Bench.ListAsync()).Select(machine => machine.Labels[LabelNames.Node]).Order()
        );
    }

    [Theory]
    [InlineData("VcpuLimitExceeded", 400, typeof(QuotaExceededException))]
    [InlineData("InvalidAMIID.NotFound", 400, typeof(RequestRejectedException))]
    [InlineData("UnauthorizedOperation", 403, typeof(CredentialException))]
    public async Task Create_Refused_IsTheTypedFailureOfEveryMachine(string code, int status, Type failure)
    {
        Aws.Front.Refuse("RunInstances", new Ec2Refusal(code, status, "No."));

        var results = await Bench.Provider.CreateAsync(Bench.Requests(2), Cancel);

        Assert.All(results, result => Assert.IsType(failure, Assert.IsType<CreateResult.Failed>(result).Failure));
        Assert.Empty(await Bench.ListAsync());
    }

    [Fact]
    public async Task Create_LabelThatEc2DoesNotTake_IsRejectedAndTheOthersAreMade()
    {
        var wrong = Bench.Request();
        wrong = wrong with
        {
            Labels = new Dictionary<string, string>(wrong.Labels, StringComparer.Ordinal) { ["aws:x"] = "y" },
        };

        var results = await Bench.Provider.CreateAsync([wrong, Bench.Request()], Cancel);

        Assert.IsType<RequestRejectedException>(Assert.IsType<CreateResult.Failed>(results[0]).Failure);
        Assert.IsType<CreateResult.Created>(results[1]);
    }

    [Fact]
    public async Task Create_Zones_AreTakenInTurn()
    {
        var bench = Aws.Group(more: """, "zones": ["eu-west-1a", "eu-west-1b"] """);
        var requests = bench.Requests(4).Select((request, index) => request with { Spread = index });

        var created = await bench.CreateAsync([.. requests]);

        Assert.Equal(
            ["eu-west-1a", "eu-west-1b", "eu-west-1a", "eu-west-1b"],
            created.Select(machine => machine.Details["zone"])
        );
        await bench.CleanAsync();
    }

    [Fact]
    public async Task Create_Init_IsTheUserDataEncodedOnce()
    {
        const string init = "#!/bin/sh\necho 'ä'\n";

        var created = await Bench.CreateAsync(Bench.Request(init: init));

        var answer = await Aws.Direct.DescribeInstanceAttributeAsync(
            new DescribeInstanceAttributeRequest(created.Id, "userData"),
            Cancel
        );
        var told = Convert.FromBase64String(answer.InstanceAttribute.UserData);
        Assert.Equal(init, System.Text.Encoding.UTF8.GetString(told));
    }
}
