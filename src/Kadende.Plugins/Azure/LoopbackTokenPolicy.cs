using Azure.Core;
using Azure.Core.Pipeline;

namespace Kadende.Plugins.Azure;

/// <summary>
/// Shows the token to a server on this machine, without TLS. Azure's own policy refuses that everywhere, for good reason; nobody is in
/// between here.
/// </summary>
internal sealed class LoopbackTokenPolicy(TokenCredential credential, string scope) : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Show(message, await credential.GetTokenAsync(new TokenRequestContext([scope]), message.CancellationToken));
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Show(message, credential.GetToken(new TokenRequestContext([scope]), message.CancellationToken));
        ProcessNext(message, pipeline);
    }

    private static void Show(HttpMessage message, AccessToken token)
    {
        if (!message.Request.Uri.ToUri().IsLoopback)
        {
            throw new InvalidOperationException("Without TLS the token is shown to this machine itself only.");
        }

        message.Request.Headers.SetValue("Authorization", $"Bearer {token.Token}");
    }
}
