using System.Net.ServerSentEvents;
using Xunit;

namespace Kadende.Api.Tests;

/// <summary>Reads a stream of server-sent events one by one.</summary>
public sealed class EventReader(HttpResponseMessage response, Stream stream) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<SseItem<string>> _items = SseParser
        .Create(stream)
        .EnumerateAsync(TestContext.Current.CancellationToken)
        .GetAsyncEnumerator(TestContext.Current.CancellationToken);

    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    /// <returns>Null: the stream has ended.</returns>
    public async Task<SseItem<string>?> NextAsync() => await _items.MoveNextAsync() ? _items.Current : null;

    /// <summary>Returns when the stream has ended as it should: a connection that breaks is a failure.</summary>
    public async Task ReadToEndAsync()
    {
        while (await NextAsync() is not null)
        {
            // What it tells is of no interest.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _items.DisposeAsync();
        await stream.DisposeAsync();
        response.Dispose();
    }
}
