using System.Globalization;
using Azure;

namespace Kadende.Plugins.Azure;

/// <summary>How long an answer asks to wait.</summary>
internal static class AzurePause
{
    private const string Header = "Retry-After";

    /// <summary>Null: it does not say, or says so in a way that Azure Resource Manager does not use.</summary>
    public static TimeSpan? Of(Response response) =>
        response.Headers.TryGetValue(Header, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
