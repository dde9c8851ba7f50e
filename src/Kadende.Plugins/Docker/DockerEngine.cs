using Docker.DotNet;

namespace Kadende.Plugins.Docker;

/// <summary>One engine and how to ask it.</summary>
/// <param name="Host">Its address as it was told.</param>
/// <param name="Client">Shared by all calls.</param>
internal sealed record DockerEngine(string Host, DockerClient Client, TimeProvider Time)
{
    /// <summary>Asks what the engine answers in a moment.</summary>
    public Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        AskAsync(EngineCall.Short, call, cancellationToken);

    public Task<T> AskAsync<T>(
        TimeSpan timeout,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    ) => EngineCall.TranslateAsync(Host, Time, timeout, call, cancellationToken);
}
