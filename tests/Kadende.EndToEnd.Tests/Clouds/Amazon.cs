using Amazon.EC2;
using Amazon.EC2.Model;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Moto;

namespace Kadende.EndToEnd.Tests.Clouds;

/// <summary>An EC2 of a test's own: a front before moto, and a client that sees what is there without Kadende.</summary>
internal sealed class Amazon : IAsyncDisposable
{
    /// <summary>One that has the sample's instance type.</summary>
    private const string Region = "eu-west-1";

    private const string Account = "test";

    private static readonly HashSet<string> Gone = new(StringComparer.Ordinal) { "shutting-down", "terminated" };

    private readonly Ec2Front _front;
    private readonly AmazonEC2Client _client;

    private Amazon(Ec2Front front)
    {
        _front = front;
        _client = new AmazonEC2Client(
            Account,
            Account,
            new AmazonEC2Config { ServiceURL = front.Address.ToString(), AuthenticationRegion = Region }
        );
    }

    /// <summary>The settings that lead Kadende here.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings =>
        [
            ("Kadende:Plugins:Aws:Endpoint", _front.Address.ToString()),
            ("Kadende:Plugins:Aws:Region", Region),
            ("Kadende:Plugins:Aws:ListDelay", "00:00:01"),
        ];

    /// <summary>The usual credentials of AWS.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = Account,
            ["AWS_SECRET_ACCESS_KEY"] = Account,
        };

    /// <summary>With a key pair; skips the test where there is no moto.</summary>
    public static async Task<Amazon> OpenAsync(MotoFixture moto, string key)
    {
        var amazon = new Amazon(await moto.OpenFrontAsync(Deadline.Token));
        await amazon._client.CreateKeyPairAsync(new CreateKeyPairRequest(key), Deadline.Token);
        return amazon;
    }

    /// <summary>The ids of the machines that live.</summary>
    public async Task<IReadOnlyList<string>> MachinesAsync()
    {
        var answer = await _client.DescribeInstancesAsync(new DescribeInstancesRequest(), Deadline.Token);
        return
        [
            .. (answer.Reservations ?? [])
                .SelectMany(reservation => reservation.Instances)
                .Where(machine => !Gone.Contains(machine.State.Name.Value))
                .Select(machine => machine.InstanceId)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The ids of the disks that exist. Network interfaces tell nothing: moto keeps those that EC2 removes with their machine.</summary>
    public async Task<IReadOnlyList<string>> DisksAsync()
    {
        var answer = await _client.DescribeVolumesAsync(new DescribeVolumesRequest(), Deadline.Token);
        return [.. (answer.Volumes ?? []).Select(disk => disk.VolumeId)];
    }

    public Task TerminateAsync(string machine) =>
        _client.TerminateInstancesAsync(new TerminateInstancesRequest([machine]), Deadline.Token);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _front.DisposeAsync();
    }
}
