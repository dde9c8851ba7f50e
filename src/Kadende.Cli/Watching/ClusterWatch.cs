using Kadende.Cli.Server;

namespace Kadende.Cli.Watching;

/// <summary>Shows what happens to a cluster: its events as they come, and its nodes and groups as they change.</summary>
internal sealed class ClusterWatch
{
    private const int Tries = 30;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>How much later than the cluster its last event may be told.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly KadendeServer _server;
    private readonly TimeProvider _time;
    private readonly WatchScreen _screen;
    private readonly string _id;
    private readonly DateTimeOffset _since;
    private string? _lastEvent;

    private ClusterWatch(KadendeServer server, Surroundings surroundings, string id, DateTimeOffset? since)
    {
        _server = server;
        _time = surroundings.Time;
        _screen = new WatchScreen(surroundings.Output, surroundings.Time);
        _id = id;
        _since = since ?? server.LastAnswerAt ?? _time.GetUtcNow();
    }

    public static async Task<int> RunAsync(
        KadendeServer server,
        Surroundings surroundings,
        WatchRequest request,
        CancellationToken cancellationToken
    )
    {
        // By its id from here on: a cluster that is made anew under the same name is another one.
        var cluster = await server.GetClusterAsync(request.Cluster, cancellationToken);
        var watch = new ClusterWatch(server, surroundings, cluster.Id, request.Since);
        return await watch.RunAsync(cluster, request.Follow, cancellationToken);
    }

    private async Task<int> RunAsync(ClusterAnswer first, bool follow, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = ShowEventsAsync(stop.Token);
        try
        {
            var last = await ShowChangesAsync(first, events, follow, cancellationToken);
            if (last is null)
            {
                await Task.WhenAny(events, Task.Delay(LastWords, _time, cancellationToken));
                _screen.Show($"{first.Name} is gone");
                return ExitCode.Done;
            }

            await stop.CancelAsync();
            await events.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ShowRestAsync(cancellationToken);
            _screen.Show($"{last.Name} is converged: {last.Healthy} of {last.Wanted} nodes healthy");
            return ExitCode.Done;
        }
        finally
        {
            await stop.CancelAsync();
            await events.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>The converged cluster; null: it is gone.</returns>
    private async Task<ClusterAnswer?> ShowChangesAsync(
        ClusterAnswer cluster,
        Task events,
        bool follow,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var nodes = await TryAsync(() => NodesAsync(cluster, cancellationToken), cancellationToken);
            _screen.Show(cluster, nodes);
            if (!follow && cluster.State == ClusterAnswer.Converged)
            {
                return cluster;
            }

            await Task.Delay(Pace, _time, cancellationToken);
            if (events.IsFaulted)
            {
                await events;
            }

            if (
                await TryAsync(() => _server.FindClusterAsync(_id, cancellationToken), cancellationToken)
                is not { } next
            )
            {
                return null;
            }

            cluster = next;
        }
    }

    private async Task ShowEventsAsync(CancellationToken cancellationToken)
    {
        await foreach (var one in EventStream.FollowAsync(_server, _id, _since, _time, cancellationToken))
        {
            Show(one);
        }
    }

    /// <summary>Shows what the stream, which looks at the log once a second, had no time to tell.</summary>
    private async Task ShowRestAsync(CancellationToken cancellationToken)
    {
        var path = _lastEvent is null
            ? EventStream.PathOf(_id, follow: false, _since)
            : KadendeServer.With(EventStream.PathOf(_id, follow: false, since: null), "after", _lastEvent);
        await foreach (var one in _server.ListAsync(path, AnswerJson.Default.PageAnswerEventAnswer, cancellationToken))
        {
            Show(one);
        }
    }

    private void Show(EventAnswer one)
    {
        _screen.Show(one);
        _lastEvent = one.Id;
    }

    /// <returns>Null: too many to show one by one, or the cluster is gone.</returns>
    private async Task<IReadOnlyList<NodeAnswer>?> NodesAsync(
        ClusterAnswer cluster,
        CancellationToken cancellationToken
    )
    {
        if (cluster.Groups.Sum(group => Math.Max(group.Wanted, group.Present)) > WatchScreen.MostNodes)
        {
            return null;
        }

        var nodes = new List<NodeAnswer>();
        try
        {
            var path = $"{KadendeServer.ClusterPath(_id)}/nodes?size=1000";
            await foreach (
                var node in _server.ListAsync(path, AnswerJson.Default.PageAnswerNodeAnswer, cancellationToken)
            )
            {
                nodes.Add(node);
            }
        }
        catch (CommandFailure failure) when (failure.ExitCode == ExitCode.Refused)
        {
            // Gone between two questions; the next look says so.
            return null;
        }

        return nodes;
    }

    /// <summary>Outlasts a server that is away for a moment.</summary>
    private async Task<T> TryAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (CommandFailure failure) when (failure.ExitCode == ExitCode.NoAnswer && tries < Tries)
            {
                if (tries == 1)
                {
                    _screen.Show("the server does not answer; trying again");
                }

                await Task.Delay(Pace, _time, cancellationToken);
            }
        }
    }
}
