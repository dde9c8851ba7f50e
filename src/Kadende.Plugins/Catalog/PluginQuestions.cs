using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Catalog;

/// <summary>Asks plugins what is wrong with what is written for them. One that does not answer refuses nothing, and that is told.</summary>
internal sealed class PluginQuestions(IOptions<ValidationOptions> options, TimeProvider time)
{
    /// <param name="longest">The plugin's own limit for a call.</param>
    /// <param name="mayRefuse">A refusal by a failure, such as of the credentials, is a fault of what is written.</param>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "By contract whatever else a plugin throws means that it could not be asked now."
    )]
    public async Task<PluginAnswer> AskAsync(
        TimeSpan longest,
        bool mayRefuse,
        Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>> ask,
        CancellationToken cancellationToken
    )
    {
        var timeout = longest < options.Value.Timeout ? longest : options.Value.Timeout;
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A plugin that ignores its token must not hold us up either.
            return new PluginAnswer(await ask(both.Token).WaitAsync(both.Token), null);
        }
        catch (Exception failure) when (mayRefuse && failure is (RequestRejectedException or CredentialException))
        {
            return new PluginAnswer([new PropertyFault("", failure.Message)], null);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new PluginAnswer([], Why(failure, limit.IsCancellationRequested, timeout));
        }
    }

    private static string Why(Exception failure, bool isLate, TimeSpan timeout) =>
        failure switch
        {
            ProviderException => failure.Message,
            _ when isLate => string.Create(
                CultureInfo.InvariantCulture,
                $"it did not answer within {timeout.TotalSeconds:0.###} s."
            ),
            _ => "it failed.",
        };
}
