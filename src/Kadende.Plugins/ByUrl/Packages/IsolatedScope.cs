using System.Collections.Concurrent;
using System.Text.Json;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>
/// Asks somebody else's code where properties put machines. It is asked once for each, since the answer must not change; and for as long
/// as it does not end, it is not asked again.
/// </summary>
internal sealed class IsolatedScope(string name, Func<JsonElement, string?> scopeOf)
{
    /// <summary>It is pure, so it takes no time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>How many answers are kept.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private volatile Task<string?>? _stuck;

    /// <exception cref="ProviderUnavailableException">The plugin throws, gives none, or does not end.</exception>
    public string Of(JsonElement properties)
    {
        var text = properties.GetRawText();
        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }

        var scope = Ask(properties) ?? throw new IsolatedCall(name).Nonsense("scope");
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(text, scope);
    }

    private string? Ask(JsonElement properties)
    {
        if (_stuck is { IsCompleted: false })
        {
            throw TooLong();
        }

        // On a thread of its own, which is all that is lost should it never end.
        var asking = Task.Factory.StartNew(
            () => scopeOf(properties),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            if (asking.Wait(Longest, CancellationToken.None))
            {
                return asking.GetAwaiter().GetResult();
            }
        }
        catch (AggregateException failure) when (failure.InnerException is ProviderException told)
        {
            throw new ProviderUnavailableException(told.Message, told);
        }
        catch (AggregateException failure)
        {
            var why = failure.InnerException?.Message ?? failure.Message;
            throw new ProviderUnavailableException($"{name} failed: {why}", failure.InnerException);
        }

        _stuck = asking;
        throw TooLong();
    }

    private ProviderUnavailableException TooLong() =>
        new($"{name} does not say where its machines are: it does not end.");
}
