using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Runtime.Protection;

/// <summary>Registers the encryption of what is secret and has to be kept.</summary>
public static class ProtectionRegistration
{
    /// <summary>The same on every host and for ever: what was encrypted under another name cannot be read.</summary>
    private const string Application = "Kadende";

    /// <summary>Adds data protection with its keys in the store. May be called more than once.</summary>
    public static IServiceCollection AddKadendeProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName(Application);
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IRecordStore<RingKey>>((options, keys) => options.XmlRepository = new TableKeyRing(keys));
        return services;
    }
}
