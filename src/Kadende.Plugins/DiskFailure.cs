using System.Text.Json;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins;

/// <summary>What the disk throws, as the contract's failures: how far the work came is unknown, and it is repeated.</summary>
internal static class DiskFailure
{
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ProviderUnavailableException($"The disk does not do what was asked: {failure.Message}", failure);
        }
    }
}
