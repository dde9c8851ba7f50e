using System.Text.Json;

namespace Kadende.Plugins.Rest;

/// <summary>What a cloud's REST API answered.</summary>
/// <param name="Body">Undefined when there was none, or none in JSON.</param>
/// <param name="RetryAfter">How long to wait; null when the API does not say.</param>
internal sealed record RestAnswer(int Status, JsonElement Body, TimeSpan? RetryAfter)
{
    public bool IsGood => Status is >= 200 and < 300;

    public bool IsBroken => Status >= 500;
}
