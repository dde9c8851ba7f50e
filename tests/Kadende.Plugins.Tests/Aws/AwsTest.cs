using Kadende.Plugins.Tests.Conformance;
using Kadende.TestKit.Moto;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>A test of the provider on moto; its machines go with it.</summary>
public abstract class AwsTest(MotoFixture moto) : IAsyncLifetime
{
    private AwsBench? _aws;
    private ProviderBench? _bench;

    protected AwsBench Aws => _aws!;

    protected ProviderBench Bench => _bench!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IEnumerable<Ec2Call> Launches => Aws.Front.Calls.Where(call => call.IsLaunch);

    /// <summary>What the provider asked for: the key pair is the bench's.</summary>
    protected IReadOnlyList<Ec2Call> Asked => [.. Aws.Front.Calls.Where(call => call.Action != "CreateKeyPair")];

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsBench.OpenAsync(moto);
        _bench = Aws.Group();
    }

    public async ValueTask DisposeAsync()
    {
        if (_aws is not null)
        {
            await Bench.CleanAsync();
            await Aws.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
