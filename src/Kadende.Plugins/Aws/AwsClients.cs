using System.Collections.Concurrent;
using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Net;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Aws;

/// <summary>EC2 clients, one for each place and account; credentials stay in memory.</summary>
internal sealed class AwsClients(AwsOptions options, ProbeOptions networks)
{
    /// <summary>Credentials that change leave clients behind; beyond so many all are made anew.</summary>
    private const int Limit = 64;

    private readonly ConcurrentDictionary<object, AmazonEC2Client> _clients = new();

    public AmazonEC2Client Of(AwsProperties properties)
    {
        var key = (
            properties.RequiredRegion(),
            properties.Endpoint,
            properties.Profile,
            properties.AccessKeyId,
            properties.SecretAccessKey,
            properties.SessionToken
        );
        if (_clients.Count >= Limit)
        {
            _clients.Clear();
        }

        return _clients.GetOrAdd(key, _ => Open(properties));
    }

    private AmazonEC2Client Open(AwsProperties properties)
    {
        var config = new AmazonEC2Config
        {
            Timeout = options.CallTimeout,
            MaxErrorRetry = options.Repeats,
            RetryMode = RequestRetryMode.Standard,
        };
        if (properties.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = properties.RequiredRegion();
            if (!properties.IsEndpointOf(options))
            {
                config.HttpClientFactory = new GuardedFactory(networks);
            }
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(properties.RequiredRegion());
        }

        return Credentials(properties) is { } credentials
            ? new AmazonEC2Client(credentials, config)
            : new AmazonEC2Client(config);
    }

    /// <summary>Null: the usual chain of AWS, from environment variables to the role of the machine.</summary>
    private static AWSCredentials? Credentials(AwsProperties properties) =>
        properties switch
        {
            { AccessKeyId: { } id, SecretAccessKey: { } secret, SessionToken: { } token } => new SessionAWSCredentials(
                id,
                secret,
                token
            ),
            { AccessKeyId: { } id, SecretAccessKey: { } secret } => new BasicAWSCredentials(id, secret),
            { Profile: { } profile } => OfProfile(profile),
            _ => null,
        };

    /// <summary>For places that specs name: it goes where probes may go, and past the host's proxies.</summary>
    private sealed class GuardedFactory(ProbeOptions networks) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(GuardedHttp.NewHandler(networks.Rules, ProbeOptions.Section)) { Timeout = Timeout.InfiniteTimeSpan };

        // One client of ours has one of these, and the SDK's own store of them knows nothing of whose it is.
        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }

    private static AWSCredentials OfProfile(string profile) =>
        new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials)
            ? credentials
            : throw new CredentialException(
                $"The AWS credential files of Kadende's machine have no usable profile '{profile}'."
            );
}
