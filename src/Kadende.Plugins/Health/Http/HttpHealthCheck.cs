using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Health;

namespace Kadende.Plugins.Health.Http;

/// <summary>A machine is well when it answers a GET with an expected status. Redirects are not followed; bodies are not read.</summary>
public sealed class HttpHealthCheck(ProbeTargets targets, TimeProvider time) : IHealthCheck, IDisposable
{
    private readonly HttpMessageInvoker _client = new(NewHandler(targets, insecure: false));
    private readonly HttpMessageInvoker _insecureClient = new(NewHandler(targets, insecure: true));

    public HealthCheckDescription Description { get; } =
        new("http", "Healthy when a GET is answered with an expected status.", HttpCheckFields.Schema);

    public async Task<HealthReading> CheckAsync(HealthProbe probe, CancellationToken cancellationToken)
    {
        if (ProbeEndpoint.Find(probe.Instance, probe.Check, out var reason) is not { } endpoint)
        {
            return new HealthReading.Unknown(reason);
        }

        var fields = HttpCheckFields.Parse(probe.Check);
        if (!Uri.TryCreate($"{fields.Scheme}://{endpoint}{fields.Path}", UriKind.Absolute, out var uri))
        {
            return new HealthReading.Unknown($"'{fields.Path}' at {endpoint} is not a URL");
        }

        return await ProbeAnswer.WithinAsync(
            probe,
            endpoint,
            time,
            limited => AskAsync(fields, uri, endpoint, limited),
            cancellationToken
        );
    }

    public void Dispose()
    {
        _client.Dispose();
        _insecureClient.Dispose();
    }

    private async Task<HealthReading> AskAsync(
        HttpCheckFields fields,
        Uri uri,
        ProbeEndpoint endpoint,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        // Each answer comes over a connection of its own: a machine that takes no new ones is not well.
        request.Headers.ConnectionClose = true;
        foreach (var (name, value) in fields.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                return new HealthReading.Unknown($"the header '{name}' cannot be sent");
            }
        }

        try
        {
            var client = fields.Insecure ? _insecureClient : _client;
            using var response = await client.SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            return StatusCodes.Parse(fields.Expect).Contains(status)
                ? new HealthReading.Healthy()
                : new HealthReading.Unhealthy(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{endpoint} answered {status}, expected {fields.Expect}"
                    )
                );
        }
        catch (HttpRequestException failure)
        {
            return Of(failure, endpoint);
        }
    }

    private static HealthReading Of(HttpRequestException failure, ProbeEndpoint endpoint) =>
        failure.InnerException switch
        {
            ProbeForbiddenException forbidden => new HealthReading.Unknown(forbidden.Message),
            SocketException socket => ProbeAnswer.Of(socket, endpoint),
            AuthenticationException certificate => new HealthReading.Unhealthy(
                $"no secure connection to {endpoint}: {certificate.Message}"
            ),
            _ => new HealthReading.Unhealthy($"{endpoint} gave no valid HTTP answer"),
        };

    /// <summary>Only for checks that ask for it: many machines answer with a certificate of their own making.</summary>
    private static bool AcceptAny(
        object sender,
        X509Certificate? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    ) => certificate is not null;

    private static SocketsHttpHandler NewHandler(ProbeTargets targets, bool insecure) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // No connection is used twice, not even for a question that waited for it: a machine may close it at any moment.
            PooledConnectionLifetime = TimeSpan.Zero,
            // Many machines may share an address: a wait for a connection would count as a machine's silence.
            MaxConnectionsPerServer = int.MaxValue,
            MaxResponseHeadersLength = 16,
            ActivityHeadersPropagator = null,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = insecure ? AcceptAny : null,
            },
            ConnectCallback = async (context, cancellationToken) =>
                new NetworkStream(
                    await targets.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
                    ownsSocket: true
                ),
        };
}
