namespace Kadende.TestKit.Moto;

/// <summary>The way to moto.</summary>
internal sealed class MotoGate(Uri moto) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client = new() { BaseAddress = moto, Timeout = Patience };

    /// <param name="authorization">The caller's signature: moto reads the region and the service from it.</param>
    public async Task<Ec2Reply> AskAsync(IReadOnlyDictionary<string, string> form, string authorization)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent(form) };
        message.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await _client.SendAsync(message, CancellationToken.None);
        return new Ec2Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }

    public void Dispose() => _client.Dispose();
}
