using System.Xml.Linq;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Kadende.Runtime.Protection;

/// <summary>Keeps the key ring in our own tables, so that every host of an installation reads what another one encrypted.</summary>
internal sealed class TableKeyRing(IRecordStore<RingKey> keys) : IXmlRepository
{
    // The framework asks without a way to wait. It does so when the host starts and once a day, never within a request.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [
            .. keys.ListAsync(null, CancellationToken.None)
                .GetAwaiter()
                .GetResult()
                .Select(key => XElement.Parse(key.Value.Xml)),
        ];

    /// <remarks>A key that is there already stays as it is: names are unique to keys.</remarks>
    public void StoreElement(XElement element, string friendlyName) =>
        keys.SaveAsync(
                RecordKey.Of(friendlyName),
                new RingKey(element.ToString(SaveOptions.DisableFormatting)),
                etag: null,
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();
}
