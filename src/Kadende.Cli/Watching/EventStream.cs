using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kadende.Cli.Server;

namespace Kadende.Cli.Watching;

/// <summary>The events of a cluster as they come, also across a break of the connection.</summary>
internal static class EventStream
{
    private const string Gone = "ClusterDeleted";
    private const int Tries = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Ends when the cluster is gone.</summary>
    /// <exception cref="CommandFailure">The server refuses, or was not reached for half a minute.</exception>
    public static async IAsyncEnumerable<EventAnswer> FollowAsync(
        KadendeServer server,
        string cluster,
        DateTimeOffset? since,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var path = PathOf(cluster, follow: true, since);
        string? last = null;
        for (var failures = 0; ; failures++)
        {
            using var response = await OpenAsync(server, path, last, failures, cancellationToken);
            // A stream that is over after its time, with or without events, is no failure.
            failures = response is null ? failures : 0;
            await foreach (var item in ReadAsync(response, cancellationToken))
            {
                last = item.Id;
                yield return item;
                if (item.Kind == Gone)
                {
                    yield break;
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public static string PathOf(string cluster, bool follow, DateTimeOffset? since)
    {
        var path = $"{KadendeServer.ClusterPath(cluster)}/events?{(follow ? "follow=true" : "size=1000")}";
        return since is { } from
            ? KadendeServer.With(path, "since", from.ToString("O", CultureInfo.InvariantCulture))
            : path;
    }

    private static async IAsyncEnumerable<EventAnswer> ReadAsync(
        HttpResponseMessage? response,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (response is null)
        {
            yield break;
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var items = SseParser
            .Create(body, Parse)
            .EnumerateAsync(cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(items))
        {
            if (items.Current.Data is { } one)
            {
                yield return one;
            }
        }
    }

    /// <returns>Null: not now, but a later try may do.</returns>
    private static async Task<HttpResponseMessage?> OpenAsync(
        KadendeServer server,
        string path,
        string? last,
        int failures,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await server.OpenStreamAsync(path, last, cancellationToken);
        }
        catch (CommandFailure failure) when (failure.ExitCode == ExitCode.NoAnswer && failures is > 0 and < Tries)
        {
            return null;
        }
    }

    /// <summary>A stream that breaks has ended for now.</summary>
    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<EventAnswer?>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return false;
        }
    }

    private static EventAnswer? Parse(string kind, ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize(data, AnswerJson.Default.EventAnswer);
}
